// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins.guest;

import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/// Supplies `keep month`.
public final class Good implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Dictionary<String, String> properties = new Hashtable<>();
        properties.put("jzrepl.kind", "keep");
        properties.put("jzrepl.type", "month");
        context.registerService(Good.class, this, properties);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the service back
    }
}
