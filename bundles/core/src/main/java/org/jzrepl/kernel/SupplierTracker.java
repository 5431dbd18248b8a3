// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Feeds the table with every service that `@Supplies` marks. The framework waits in `removedService` until
/// nobody uses the supplier, so that no code of a stopped bundle runs.
@Component(service = SupplierTracker.class, immediate = true)
public final class SupplierTracker implements ServiceTrackerCustomizer<Object, Long> {
    private final SupplierTable table = new SupplierTable(this::isAnnounced);
    private static final Logger LOG = LoggerFactory.getLogger(SupplierTracker.class);

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
    public @Nullable Long addingService(ServiceReference<Object> reference) {
        long id = (Long) reference.getProperty("service.id");
        var service = Optional.ofNullable(context.getService(reference));
        if (service.isEmpty()) {
            LOG.atError()
                    .addKeyValue("bundle", reference.getBundle())
                    .addKeyValue("types", types(reference))
                    .log("supplier does not start");
            return null; // as the tracker wants it: not tracked
        }
        var bundle = reference.getBundle();
        table.add(new Supplier(
                id,
                new Supplier.Origin(bundle.getBundleId(), bundle.getSymbolicName(), bundle.getVersion()),
                (String) reference.getProperty("jzrepl.kind"),
                types(reference),
                service.orElseThrow()));
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

    /// By the capability of a bundle that is installed, started or not.
    private boolean isAnnounced(Wanted wanted) {
        return Stream.of(context.getBundles())
                .flatMap(bundle -> Optional.ofNullable(bundle.adapt(BundleRevision.class)).stream())
                .filter(revision -> wanted.versions().includes(revision.getVersion()))
                .flatMap(revision -> revision.getDeclaredCapabilities("jzrepl.supplier").stream())
                .map(BundleCapability::getAttributes)
                .anyMatch(supplied -> Kinds.word(wanted.kind()).equals(supplied.get("kind"))
                        && types(supplied.get("type")).contains(wanted.type()));
    }

    private static Set<String> types(@Nullable Object attribute) {
        return attribute instanceof List<?> several
                ? several.stream().map(String::valueOf).collect(Collectors.toSet())
                : Set.of(String.valueOf(attribute));
    }

    private static Set<String> types(ServiceReference<Object> reference) {
        return reference.getProperty("jzrepl.type") instanceof String[] several
                ? Set.of(several)
                : Set.of((String) reference.getProperty("jzrepl.type"));
    }
}
