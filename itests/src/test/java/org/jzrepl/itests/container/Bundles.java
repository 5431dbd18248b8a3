// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.container;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/// The bundles of a running framework: ours by the last word of their names, others by all of it.
record Bundles(BundleContext context) {
    /// `transport-tls`, for instance.
    Bundle named(String word) {
        return Stream.of(context.getBundles())
                .filter(bundle -> word(bundle).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no bundle " + word));
    }

    /// All but the framework itself.
    Set<String> words() {
        return Stream.of(context.getBundles())
                .filter(bundle -> bundle.getBundleId() != 0)
                .map(Bundles::word)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String word(Bundle bundle) {
        return bundle.getSymbolicName().replaceFirst("^org\\.jzrepl\\.", "");
    }

    /// Puts the same jar in the bundle's place, with classes of its own.
    void update(String word) throws BundleException, IOException {
        var bundle = named(word);
        bundle.stop();
        try (var jar = URI.create(bundle.getLocation()).toURL().openStream()) {
            bundle.update(jar);
        }
        refresh(bundle);
        bundle.start();
    }

    /// Lets go of what the bundle was before its update.
    private void refresh(Bundle bundle) {
        var refreshed = new CompletableFuture<FrameworkEvent>();
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), refreshed::complete);
        if (refreshed.join().getType() != FrameworkEvent.PACKAGES_REFRESHED) {
            throw new IllegalStateException(
                    "refresh of " + bundle, refreshed.join().getThrowable());
        }
    }

    /// What defines the bundle's classes now.
    ClassLoader loader(String word) {
        return named(word).adapt(BundleWiring.class).getClassLoader();
    }
}
