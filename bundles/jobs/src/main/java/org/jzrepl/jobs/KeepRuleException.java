// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

/// A keep rule cannot be asked or cannot be trusted, so nothing of its side may be destroyed.
final class KeepRuleException extends Exception {
    private static final long serialVersionUID = 1;

    KeepRuleException(String rule, String what, Throwable cause) {
        super(message(rule, what), cause);
    }

    KeepRuleException(String rule, String what) {
        super(message(rule, what));
    }

    private static String message(String rule, String what) {
        return "rule " + rule + " " + what + ", so everything is kept";
    }
}
