// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.config.yaml;

/// Guesses which word was meant.
final class Spelling {
    private static final int NEAR = 2;

    private Spelling() {}

    /// Whether few edits turn one into the other (Levenshtein's distance).
    static boolean isNear(String known, String written) {
        int[] row = new int[written.length() + 1];
        for (int j = 0; j <= written.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= known.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= written.length(); j++) {
                int changed = diagonal + (known.charAt(i - 1) == written.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[written.length()] <= Math.min(NEAR, known.length() / 2);
    }
}
