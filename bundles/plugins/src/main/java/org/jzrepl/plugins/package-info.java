// SPDX-License-Identifier: Apache-2.0
/// The installer: three ways in (a command, the folder, the configuration's list), one pipeline.
///
/// [Installer] takes a staged file through verification, resolution, trial and start. [Shelf] is the only class
/// that touches the framework, [Store] the only one that knows the files.
@org.jspecify.annotations.NullMarked
package org.jzrepl.plugins;
