// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins.guest;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

public final class Throwing implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("no licence found");
    }

    @Override
    public void stop(BundleContext context) {
        // was never started
    }
}
