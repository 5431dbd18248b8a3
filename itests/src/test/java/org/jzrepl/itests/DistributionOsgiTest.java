// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/// The product's own bundle set in Felix: everything starts, and every component finds what it needs.
@RunWith(PaxExam.class)
public class DistributionOsgiTest {
    @Inject
    private BundleContext context;

    @Configuration
    public Option[] theProduct() throws IOException {
        return ProductOptions.all();
    }

    @Test
    public void every_bundle_is_active() {
        for (var bundle : context.getBundles()) {
            boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
            assertTrue(
                    bundle.getSymbolicName() + " has state " + bundle.getState(),
                    fragment || bundle.getState() == Bundle.ACTIVE);
        }
    }

    @Test
    public void every_component_is_satisfied() {
        var reference = context.getServiceReference(ServiceComponentRuntime.class);
        assertNotNull(reference);
        var runtime = context.getService(reference);
        var components = runtime.getComponentDescriptionDTOs();
        assertTrue("found " + components.size(), components.size() > 20);
        for (var component : components) {
            var configurations = runtime.getComponentConfigurationDTOs(component);
            assertEquals(component.name, 1, configurations.size());
            var configuration = configurations.iterator().next();
            assertTrue(
                    component.name + " is unsatisfied: " + configuration.unsatisfiedReferences.length,
                    configuration.unsatisfiedReferences.length == 0);
        }
    }

    @Test
    public void the_built_in_suppliers_are_there() throws Exception {
        var found = new TreeSet<String>();
        for (var reference : context.getAllServiceReferences(null, "(jzrepl.kind=*)")) {
            var types = reference.getProperty("jzrepl.type") instanceof String[] several
                    ? Stream.of(several)
                    : Stream.of(reference.getProperty("jzrepl.type").toString());
            types.forEach(type -> found.add(reference.getProperty("jzrepl.kind") + " " + type));
        }
        assertEquals(
                new TreeSet<>(List.of(
                        "endpoints *",
                        "endpoints local",
                        "format human",
                        "format json",
                        "format logfmt",
                        "hook command",
                        "hook mysql-lock-tables",
                        "hook postgres-checkpoint",
                        "job pull",
                        "job push",
                        "job sink",
                        "job snap",
                        "job source",
                        "keep gfs",
                        "keep grid",
                        "keep last_n",
                        "keep not_replicated",
                        "keep regex",
                        "outlet file",
                        "outlet stdout",
                        "outlet syslog",
                        "outlet tcp",
                        "snapshotting cron",
                        "snapshotting manual",
                        "snapshotting periodic",
                        "transport local",
                        "transport ssh+stdinserver",
                        "transport stdinserver",
                        "transport tcp",
                        "transport tls",
                        "zfs native",
                        "zfs simulated")),
                found);
    }
}
