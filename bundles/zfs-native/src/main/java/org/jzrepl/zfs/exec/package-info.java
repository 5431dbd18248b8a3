// SPDX-License-Identifier: Apache-2.0
/// Real ZFS, by running the program `zfs`: argument vectors in, parsed output out, streams through pipes of our
/// own.
///
/// [ExecZfs] is the way in. [Program] runs commands, [Argv] says which, and the parsers ([VersionRow],
/// [PropertyRows], [DryRun], [DestroyOutput], [RecvOutput]) are pure.
@org.jspecify.annotations.NullMarked
package org.jzrepl.zfs.exec;
