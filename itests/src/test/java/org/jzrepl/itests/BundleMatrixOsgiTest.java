// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests;

import static java.util.stream.Collectors.joining;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/// What the product's bundles need of each other, and that it does not matter in which order they start.
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class BundleMatrixOsgiTest {
    private static final int ORDERS = 24;
    private static final String OURS = "org.jzrepl.";
    private static final Set<String> EVERYBODYS = Set.of("org.jzrepl.core", "org.jzrepl.logging");

    /// What the components of some bundles wait for; the bundles are active all the same.
    private static final Map<String, Set<String>> SERVICES_OF_OTHERS = Map.of(
            "org.jzrepl.jobs",
            Set.of("org.jzrepl.api.endpoint.LocalEndpoints", "org.jzrepl.api.replication.Replicator"),
            "org.jzrepl.replication",
            Set.of("org.jzrepl.api.command.Offline"),
            "org.jzrepl.shell-commands",
            Set.of("org.jzrepl.api.config.ConfigurationWriter"),
            "org.jzrepl.simulate",
            Set.of("org.jzrepl.api.command.Offline", "org.jzrepl.api.zfs.ZfsModel"));

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] theProduct() throws IOException {
        return ProductOptions.all();
    }

    /// Classes come from core, logging and libraries only; services of others may be wanted, and are waited for.
    @Test
    public void each_bundle_starts_alone_with_core() throws BundleException {
        var ours = product().stream()
                .filter(one -> one.getSymbolicName().startsWith(OURS))
                .filter(one -> !EVERYBODYS.contains(one.getSymbolicName()))
                .toList();
        for (var one : ours) {
            one.stop();
        }
        var services = new TreeMap<String, Set<String>>();
        for (var one : ours) {
            one.start();
            var name = one.getSymbolicName();
            assertEquals(name, Bundle.ACTIVE, one.getState());
            assertEquals(
                    name,
                    List.of(),
                    providers(one).stream()
                            .filter(BundleMatrixOsgiTest::isForbidden)
                            .toList());
            System.out.println("matrix: " + name + " starts with core; libraries " + libraries(one)
                    + "; waits for services " + waitsFor(one));
            services.put(name, waitsFor(one));
            one.stop();
        }
        for (var one : ours) {
            one.start();
        }
        services.values().removeIf(Set::isEmpty);
        assertEquals(SERVICES_OF_OTHERS, services);
        assertEquals(Map.of(), unsatisfied());
    }

    private static boolean isForbidden(String provider) {
        return provider.startsWith(OURS) && !EVERYBODYS.contains(provider);
    }

    /// The other bundles that this one's classes are linked with.
    private static Set<String> providers(Bundle one) {
        var providers = new TreeSet<String>();
        for (var wire : one.adapt(BundleWiring.class).getRequiredWires("osgi.wiring.package")) {
            providers.add(wire.getProvider().getSymbolicName());
        }
        providers.remove(one.getSymbolicName());
        return providers;
    }

    private static Set<String> libraries(Bundle one) {
        var libraries = new TreeSet<>(providers(one));
        libraries.removeIf(name -> name.startsWith(OURS) || name.equals("org.apache.felix.framework"));
        return libraries;
    }

    private Set<String> waitsFor(Bundle one) {
        var wanted = new TreeSet<String>();
        for (var configuration : configurations(one)) {
            for (var reference : configuration.unsatisfiedReferences) {
                Stream.of(configuration.description.references)
                        .filter(described -> described.name.equals(reference.name))
                        .forEach(described -> wanted.add(described.interfaceName));
            }
        }
        return wanted;
    }

    @Test
    public void any_order_of_starting_ends_the_same() throws BundleException {
        long seed = Long.getLong("jzrepl.seed", System.nanoTime());
        System.out.println("matrix: " + ORDERS + " orders of seed " + seed);
        var random = new Random(seed);
        for (int order = 0; order < ORDERS; order++) {
            var product = product();
            Collections.shuffle(product, random);
            for (var one : product) {
                one.stop();
            }
            Collections.shuffle(product, random);
            for (var one : product) {
                one.start();
            }
            var words = "seed " + seed + ": "
                    + product.stream().map(Bundle::getSymbolicName).collect(joining(", "));
            assertEquals(words, Map.of(), unsatisfied());
        }
    }

    /// All bundles that the product has.
    private List<Bundle> product() {
        return new ArrayList<>(Arrays.stream(context.getBundles())
                .filter(one -> one.getLocation().contains("/jzrepl-"))
                .filter(one -> one.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .toList());
    }

    /// Components that are not satisfied, and what each waits for.
    private Map<String, Set<String>> unsatisfied() {
        var unsatisfied = new TreeMap<String, Set<String>>();
        int components = 0;
        for (var one : product()) {
            for (var configuration : configurations(one)) {
                components++;
                if (configuration.unsatisfiedReferences.length > 0) {
                    unsatisfied.put(configuration.description.name, waitsFor(one));
                }
            }
        }
        assertTrue("found " + components, components > 20);
        return unsatisfied;
    }

    private List<ComponentConfigurationDTO> configurations(Bundle one) {
        var reference = context.getServiceReference(ServiceComponentRuntime.class);
        var runtime = context.getService(reference);
        return runtime.getComponentDescriptionDTOs(one).stream()
                .flatMap(component -> runtime.getComponentConfigurationDTOs(component).stream())
                .toList();
    }

    @Test
    public void a_bundle_for_another_version_of_the_API_is_refused_with_a_sentence() throws Exception {
        var fitting = startOf("[1.0,2)");
        assertEquals(Bundle.ACTIVE, fitting.getState());
        fitting.uninstall();
        for (var range : List.of("[2.0,3)", "[0.9,1)")) {
            var refusal = assertThrows(BundleException.class, () -> startOf(range));
            assertEquals(BundleException.RESOLVE_ERROR, refusal.getType());
            assertTrue(
                    refusal.getMessage(),
                    refusal.getMessage().startsWith("Unable to resolve org.example.plugin")
                            && refusal.getMessage().contains("org.jzrepl.api.prune"));
            System.out.println("matrix: " + range + " is refused: " + refusal.getMessage());
        }
        assertEquals(Map.of(), unsatisfied());
    }

    private Bundle startOf(String range) throws BundleException, IOException {
        var plugin = context.installBundle("plugin" + range, plugin(range));
        try {
            plugin.start();
            return plugin;
        } catch (BundleException e) {
            plugin.uninstall();
            throw e;
        }
    }

    private static InputStream plugin(String range) throws IOException {
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, "org.example.plugin" + Math.abs(range.hashCode()));
        attributes.putValue(Constants.IMPORT_PACKAGE, "org.jzrepl.api.prune;version=\"" + range + "\"");
        var jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, manifest).close();
        return new ByteArrayInputStream(jar.toByteArray());
    }
}
