// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigException.Problem;
import org.jzrepl.api.config.ConfigurationReader;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/// The reader of configuration files that is there now. Its bundle may be replaced under a daemon, whose jobs do
/// not need it: only who reads a file does.
///
/// Its own lock lets a reader go only when nobody reads with it.
@Component(service = CurrentReader.class)
public final class CurrentReader implements ConfigurationReader {
    private static final String NONE = "cannot be read: no bundle that reads configuration files is started:"
            + " start org.jzrepl.config-yaml in jzrepl shell starts the distribution's";

    private Optional<ConfigurationReader> reader = Optional.empty();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void add(ConfigurationReader now) {
        reader = Optional.of(now);
    }

    synchronized void remove(ConfigurationReader gone) {
        reader = reader.filter(now -> now != gone);
    }

    @Override
    public synchronized Files read(Path file) throws ConfigException {
        if (reader.isEmpty()) {
            throw new ConfigException(List.of(new Problem(file.toString(), 0, 0, "", NONE)));
        }
        return reader.orElseThrow().read(file);
    }
}
