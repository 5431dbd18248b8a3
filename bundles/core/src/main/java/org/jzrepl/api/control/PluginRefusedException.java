// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.control;

/// A bundle was not installed or changed; everything is as before. The message names it, why, and what to do.
public final class PluginRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    public PluginRefusedException(String message) {
        super(message);
    }

    public PluginRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
