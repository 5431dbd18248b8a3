// SPDX-License-Identifier: Apache-2.0
/// Plug-in `${type}` for jzrepl.
@org.jspecify.annotations.NullMarked
package ${package};
