// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.control.PluginRefusedException;
import org.jzrepl.api.control.Plugins.Change;
import org.jzrepl.api.control.Plugins.Origin;
import org.jzrepl.api.control.Plugins.State;
import org.jzrepl.api.plugin.PluginSettings.Pin;
import org.jzrepl.plugins.guest.Good;

final class PinsTest {
    private static final String NAME = "com.acme.month";

    @TempDir
    Path folder = Path.of("");

    private Pin pin(Bench bench, String version) throws Exception {
        var jar = bench.jar(new BundleJar(NAME, version).activator(Good.class).announcesMonth());
        return new Pin(jar.toString(), Staged.sha256(jar), true);
    }

    private static void follow(Pins pins, List<Pin> pinned) throws InterruptedException {
        pins.bringIn(pinned);
        pins.keepOnly(pinned);
    }

    @Test
    void what_is_pinned_comes_in_is_replaced_and_goes() throws Exception {
        try (var bench = new Bench(folder)) {
            bench.swaps.idle.countDown();
            var pins = new Pins(bench.operations, bench.installer, bench.roster, bench.rejects);
            follow(pins, List.of(pin(bench, "1.0.0")));
            assertEquals(State.ACTIVE, bench.plugin(NAME, "1.0.0").state());
            var refused =
                    assertThrows(PluginRefusedException.class, () -> bench.operations.change(NAME, Change.REMOVE));
            assertTrue(refused.getMessage().contains("global.plugins.pinned"), refused.getMessage());
            follow(pins, List.of(pin(bench, "1.1.0")));
            assertEquals(State.ACTIVE, bench.plugin(NAME, "1.1.0").state());
            await().until(() -> !bench.isInFramework(NAME, "1.0.0"));
            follow(pins, List.of());
            assertFalse(bench.isInFramework(NAME, "1.1.0"));
        }
    }

    @Test
    void another_content_than_the_pinned_one_is_not_taken() throws Exception {
        try (var bench = new Bench(folder)) {
            var pins = new Pins(bench.operations, bench.installer, bench.roster, bench.rejects);
            var source = pin(bench, "1.0.0").source();
            follow(pins, List.of(new Pin(source, "0".repeat(64), true)));
            assertFalse(bench.isInFramework(NAME, "1.0.0"));
            var rejected = bench.plugin(source, "");
            assertTrue(rejected.reason().contains("not the pinned 000"), rejected.reason());
            assertEquals(Origin.PINNED, rejected.origin());
            assertEquals(1, bench.operations.warnings().size());
            follow(pins, List.of());
            assertEquals(List.of(), bench.operations.warnings());
        }
    }

    @Test
    void a_pin_is_no_yes_to_an_unsigned_one() throws Exception {
        try (var bench = new Bench(folder)) {
            var pins = new Pins(bench.operations, bench.installer, bench.roster, bench.rejects);
            var pin = pin(bench, "1.0.0");
            follow(pins, List.of(new Pin(pin.source(), pin.sha256(), false)));
            assertFalse(bench.isInFramework(NAME, "1.0.0"));
            assertTrue(bench.plugin(pin.source(), "").reason().contains("is unsigned"));
        }
    }
}
