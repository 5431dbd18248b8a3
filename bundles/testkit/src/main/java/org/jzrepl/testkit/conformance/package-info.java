// SPDX-License-Identifier: Apache-2.0
/// The conformance cases of the specification, and further ones from a folder outside of the project.
@org.jspecify.annotations.NullMarked
package org.jzrepl.testkit.conformance;
