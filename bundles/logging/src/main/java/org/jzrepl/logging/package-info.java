// SPDX-License-Identifier: Apache-2.0
/// Logback as the engine behind SLF4J, with the kernel's sink as its only appender.
///
/// The bundle embeds SLF4J and its provider in one place, so that nobody can log before the engine is there.
@org.jspecify.annotations.NullMarked
package org.jzrepl.logging;
