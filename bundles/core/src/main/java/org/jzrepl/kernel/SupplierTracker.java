// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/// Feeds the table with every service that `@Supplies` marks. The framework waits in `removedService` until
/// nobody uses
/// the supplier, so that no code of a stopped bundle runs.
@Component(service = SupplierTracker.class, immediate = true)
public final class SupplierTracker implements ServiceTrackerCustomizer<Object, Long> {
    private final SupplierTable table = new SupplierTable();
    private final BundleContext context;
    private final ServiceTracker<Object, Long> tracker;

    @Activate
    public SupplierTracker(BundleContext context) throws InvalidSyntaxException {
        this.context = context;
        tracker = new ServiceTracker<>(context, context.createFilter("(&(jzrepl.kind=*)(jzrepl.type=*))"), this);
        tracker.open();
    }

    SupplierTable table() {
        return table;
    }

    @Deactivate
    void close() {
        tracker.close();
    }

    @Override
    public Long addingService(ServiceReference<Object> reference) {
        var version = reference.getBundle().getVersion();
        var rank =
                new Supplier.Rank(version.getMajor(), version.getMinor(), version.getMicro(), version.getQualifier());
        long id = (Long) reference.getProperty("service.id");
        table.add(new Supplier(
                id,
                (String) reference.getProperty("jzrepl.kind"),
                types(reference),
                rank,
                context.getService(reference)));
        return id;
    }

    @Override
    public void modifiedService(ServiceReference<Object> reference, Long id) {
        // kind and type are part of a component's code and do not change
    }

    @Override
    public void removedService(ServiceReference<Object> reference, Long id) {
        table.remove(id);
        context.ungetService(reference);
    }

    private static Set<String> types(ServiceReference<Object> reference) {
        return reference.getProperty("jzrepl.type") instanceof String[] several
                ? Set.of(several)
                : Set.of((String) reference.getProperty("jzrepl.type"));
    }
}
