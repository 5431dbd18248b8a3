// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The version of the program, as its jar says.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"jzrepl " + text()};
    }

    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
