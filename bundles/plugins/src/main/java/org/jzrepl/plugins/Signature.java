// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

/// Who vouches for a jar.
///
/// @param signer the name in the certificate; empty if it is not signed at all
record Signature(String signer, boolean trusted) {
    static final Signature NONE = new Signature("", false);

    @Override
    public String toString() {
        if (signer.isEmpty()) {
            return "unsigned";
        }
        return (trusted ? "signed by " : "signed by a stranger: ") + signer;
    }
}
