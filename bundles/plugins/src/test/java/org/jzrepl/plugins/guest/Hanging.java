// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins.guest;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/// Waits for what never comes; gives in when it is interrupted, so that a test's JVM can end.
public final class Hanging implements BundleActivator {
    @Override
    public void start(BundleContext context) throws InterruptedException {
        new java.util.concurrent.CountDownLatch(1).await();
    }

    @Override
    public void stop(BundleContext context) {
        // was never started
    }
}
