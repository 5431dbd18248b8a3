// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Numbers;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;

/// What `global.plugins` says.
///
/// @param repository where `group:artifact:version` is fetched from, in Maven's layout: `https:` or `file:`
/// @param keyStore the certificates of those whose signatures the operator trusts
public record PluginSettings(
        Optional<String> repository, Optional<Path> keyStore, Optional<Path> keyStorePasswordFile, List<Pin> pinned) {
    public PluginSettings {
        pinned = List.copyOf(pinned);
    }

    /// A plug-in that the configuration asks for, by its exact content. `unsigned`: the operator's yes to one
    /// that nobody he trusts has signed.
    public record Pin(String source, String sha256, boolean unsigned) {
        private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

        public Pin {
            if (!SHA256.matcher(sha256).matches()) {
                throw new IllegalArgumentException("\"" + sha256 + "\" is no SHA-256: write 64 digits 0-9 a-f");
            }
        }

        private static Pin read(Section pin) throws ConfigException {
            var problems = new Problems();
            var source = problems.attempt(() -> pin.required("source", Words::nonEmpty));
            var unsigned = problems.attempt(() -> pin.optional("unsigned", Numbers::bool, false));
            var read = problems.attempt(() -> pin.required(
                    "sha256", value -> new Pin(source.orElse("?"), Words.text(value), unsigned.orElse(false))));
            problems.check(pin::done);
            problems.throwIfAny();
            return read.orElseThrow();
        }
    }

    public static PluginSettings read(Section plugins) throws ConfigException {
        var problems = new Problems();
        var repository = problems.attempt(() -> text(plugins, "repository"));
        var keyStore = problems.attempt(() -> text(plugins, "keystore").map(Path::of));
        var password =
                problems.attempt(() -> text(plugins, "keystore_password_file").map(Path::of));
        var pinned = problems.attempt(() -> pins(plugins));
        problems.check(plugins::done);
        problems.throwIfAny();
        return new PluginSettings(
                repository.orElseThrow(), keyStore.orElseThrow(), password.orElseThrow(), pinned.orElseThrow());
    }

    private static Optional<String> text(Section plugins, String key) throws ConfigException {
        return plugins.optional(key, value -> Optional.of(Words.nonEmpty(value)), Optional.empty());
    }

    private static List<Pin> pins(Section plugins) throws ConfigException {
        var problems = new Problems();
        var pins = new ArrayList<Pin>();
        for (var section : plugins.sections("pinned")) {
            problems.check(() -> pins.add(Pin.read(section)));
        }
        problems.throwIfAny();
        return pins;
    }
}
