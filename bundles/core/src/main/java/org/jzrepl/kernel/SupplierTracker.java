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
import org.osgi.framework.VersionRange;
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
    private final SupplierTable table = new SupplierTable(new Announced());
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

    private final class Announced implements Announcements {
        @Override
        public boolean include(Wanted wanted) {
            return announced(wanted.kind(), wanted.versions()).contains(wanted.type());
        }

        @Override
        public Set<String> types(Class<?> kind) {
            return announced(kind, Wanted.ANY);
        }
    }

    /// By the capabilities of bundles that are installed, started or not.
    private Set<String> announced(Class<?> kind, VersionRange versions) {
        return Stream.of(context.getBundles())
                .flatMap(bundle -> Optional.ofNullable(bundle.adapt(BundleRevision.class)).stream())
                .filter(revision -> versions.includes(revision.getVersion()))
                .flatMap(revision -> revision.getDeclaredCapabilities("jzrepl.supplier").stream())
                .map(BundleCapability::getAttributes)
                .filter(supplied -> Kinds.word(kind).equals(supplied.get("kind")))
                .flatMap(supplied -> types(supplied.get("type")).stream())
                .collect(Collectors.toSet());
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
