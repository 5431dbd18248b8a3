// SPDX-License-Identifier: Apache-2.0
/// Reads YAML configuration files strictly: every problem with file, line, column and key.
///
/// Only the node tree of the YAML library is used; scalars are converted by whoever reads a key, from text and
/// style, since zrepl's dialect is YAML 1.1 with types wanted by the schema (`configuration.md` 1.3).
@org.jspecify.annotations.NullMarked
package org.jzrepl.config.yaml;
