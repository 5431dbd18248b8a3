// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.regex.Pattern;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.EntityName;
import org.jzrepl.api.endpoint.LocalEndpoints.PlaceholderEncryption;
import org.jzrepl.api.endpoint.LocalEndpoints.ReceiveOptions;

/// Reads `root_fs` and `recv` (`configuration.md` 3.2, 3.3).
final class ReceiveSettings {
    private static final Pattern PROPERTY = Pattern.compile("(?!-)[0-9A-Za-z_.:-]{1,256}");

    private ReceiveSettings() {}

    static ReceiveOptions read(Section job) throws ConfigException {
        var problems = new Problems();
        var root = problems.attempt(() -> job.required("root_fs", ReceiveSettings::root));
        var recv = job.section("recv");
        var properties = recv.section("properties");
        var inherit = problems.attempt(() -> properties.list("inherit", value -> property(Words.text(value))));
        var override = problems.attempt(() -> properties.map("override", Words::text));
        override.ifPresent(values -> values.keySet().forEach(name -> problems.check(() -> check(properties, name))));
        var placeholder = recv.section("placeholder");
        var encryption = problems.attempt(() -> placeholder.optional(
                "encryption", Words.oneOf("", PlaceholderEncryption.values()), PlaceholderEncryption.UNSPECIFIED));
        var bandwidth = problems.attempt(() -> BandwidthSettings.read(recv));
        problems.check(properties::done);
        problems.check(placeholder::done);
        problems.check(recv::done);
        problems.throwIfAny();
        return new ReceiveOptions(
                root.orElseThrow(),
                encryption.orElseThrow(),
                override.orElseThrow(),
                java.util.Set.copyOf(inherit.orElseThrow()),
                bandwidth.orElseThrow());
    }

    private static DatasetPath root(Scalar value) {
        return DatasetPath.parse(EntityName.FILESYSTEM.check(Words.text(value)));
    }

    private static void check(Section properties, String name) throws ConfigException {
        try {
            property(name);
        } catch (IllegalArgumentException e) {
            throw properties.wrong("override", e.getMessage());
        }
    }

    private static String property(String name) {
        if (!PROPERTY.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is no property name");
        }
        return name;
    }
}
