// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bundles of the framework, as the installer handles them.
final class Shelf {
    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);
    private static final String SUPPLIER = "jzrepl.supplier";
    /// What a job leases for as long as it runs: a new version beside it would never be used.
    private static final Set<String> LEASED_FOR_LIFE = Set.of("job", "endpoints");
    private static final String LOCATION = "plugin:";

    private final BundleContext context;

    Shelf(BundleContext context) {
        this.context = context;
    }

    Bundle install(PluginId id, Path jar) throws BundleException {
        try (var in = java.nio.file.Files.newInputStream(jar)) {
            return context.installBundle(LOCATION + id.name() + "@" + id.version(), in);
        } catch (java.io.IOException e) {
            throw new BundleException(e.getMessage(), e);
        }
    }

    /// Why the bundle cannot be resolved, if it cannot.
    Optional<Unresolved> resolve(Bundle bundle) {
        var wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        if (wiring.resolveBundles(Set.of(bundle))) {
            return Optional.empty();
        }
        return Optional.of(Unresolved.of(bundle, List.of(context.getBundles())));
    }

    /// Stops and uninstalls; what was wired to it is wired anew.
    void remove(Bundle bundle) throws BundleException {
        bundle.uninstall();
        var wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        if (wiring.getRemovalPendingBundles().contains(bundle)) {
            wiring.refreshBundles(Set.of(bundle));
        }
    }

    /// Takes out all that an earlier session of this JVM has brought in. What hangs stays as it is.
    void clear() {
        for (var bundle : context.getBundles()) {
            boolean hangs = bundle.getState() == Bundle.STARTING || bundle.getState() == Bundle.STOPPING;
            if (bundle.getLocation().startsWith(LOCATION) && !hangs) {
                try {
                    remove(bundle);
                } catch (BundleException e) {
                    LOG.atWarn().addKeyValue("bundle", bundle).setCause(e).log("plug-in cannot be taken out");
                }
            }
        }
    }

    /// The distribution's own bundles, without the framework.
    List<Bundle> distribution() {
        return Stream.of(context.getBundles())
                .filter(bundle ->
                        bundle.getBundleId() != 0 && !bundle.getLocation().startsWith(LOCATION))
                .toList();
    }

    Optional<Bundle> distribution(String name) {
        return distribution().stream()
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst();
    }

    /// `kind type`, for each supplier that the bundle announces; none once it has been uninstalled.
    Set<String> announced(Bundle bundle) {
        var announced = new TreeSet<String>();
        var capabilities = Optional.ofNullable(bundle.adapt(BundleRevision.class)).stream()
                .flatMap(revision -> revision.getDeclaredCapabilities(SUPPLIER).stream())
                .toList();
        for (var capability : capabilities) {
            var type = capability.getAttributes().get("type");
            var types = type instanceof List<?> several ? several : List.of(String.valueOf(type));
            types.forEach(one -> announced.add(capability.getAttributes().get("kind") + " " + one));
        }
        return announced;
    }

    /// Whether an update stops the old one before the new one is used, and with it the jobs that use it.
    boolean isSwappedWhole(Bundle bundle) {
        var announced = announced(bundle);
        return announced.isEmpty()
                || announced.stream().anyMatch(one -> LEASED_FOR_LIFE.contains(one.substring(0, one.indexOf(' '))));
    }
}
