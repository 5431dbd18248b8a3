// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.container;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.osgi.framework.BundleException;

/// A bundle that is updated again and again and works in between, and the class loaders it has had.
final class Subject {
    /// The one in use.
    private static final long WANTED = 1;

    private final String bundle;
    private final LeakScene scene;
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

    Subject(String bundle, LeakScene scene) {
        this.bundle = bundle;
        this.scene = scene;
    }

    void update(int times) throws IOException, InterruptedException, BundleException {
        for (int time = 0; time < times; time++) {
            scene.forgetDatabases();
            scene.bundles().update(bundle);
            loaders.add(new WeakReference<>(scene.bundles().loader(bundle)));
            if (bundle.startsWith("hooks-")) {
                scene.awaitDatabases();
            } else {
                scene.replicate();
            }
        }
    }

    /// Once all garbage is gone, or as it is after a minute.
    Holdings holdings() {
        return settled(() -> live() <= WANTED);
    }

    /// Once it is no more than `before`, or as it is after a minute: threads of libraries linger for a while.
    Holdings holdings(Holdings before) {
        return settled(() -> Holdings.now(live()).isNoMoreThan(before));
    }

    private Holdings settled(Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .pollDelay(Duration.ZERO)
                    .until(() -> {
                        System.gc();
                        return condition.call();
                    });
        } catch (ConditionTimeoutException e) {
            return Holdings.now(live()); // somebody holds on to something: the figures are what the test is for
        }
        return Holdings.now(live());
    }

    private long live() {
        return loaders.stream().filter(loader -> !loader.refersTo(null)).count();
    }
}
