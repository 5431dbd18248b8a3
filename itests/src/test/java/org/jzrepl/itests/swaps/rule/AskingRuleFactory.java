// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.api.prune.KeepRuleFactory;

/// Makes rules that keep other snapshots in each version of their bundle.
public final class AskingRuleFactory implements KeepRuleFactory {
    private final AtomicBoolean gone = new AtomicBoolean();

    @Override
    public KeepRule create(Section rule) throws ConfigException {
        var socket = Path.of(rule.required("socket", Words::nonEmpty));
        var place = rule.required("place", Words::nonEmpty);
        rule.done();
        return new AskingRule(socket, place, version(), gone);
    }

    /// The packer puts it beside the class.
    private static String version() {
        try (InputStream in = Objects.requireNonNull(AskingRuleFactory.class.getResourceAsStream("version"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// From now on nobody may ask.
    public void deactivate() {
        gone.set(true);
    }
}
