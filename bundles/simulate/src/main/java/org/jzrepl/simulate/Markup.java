// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

/// Text in XML and HTML.
final class Markup {
    private Markup() {}

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
