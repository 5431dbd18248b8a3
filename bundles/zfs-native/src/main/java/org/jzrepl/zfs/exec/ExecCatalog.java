// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.ZfsCatalog;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.zfs.exec.Argv.Depth;

/// Reads with at most three commands, however many datasets there are.
record ExecCatalog(Program program, SnapshotMemory memory) implements ZfsCatalog {
    @Override
    public List<Dataset> scan(Collection<DatasetPath> roots, Scan what) throws ZfsException, InterruptedException {
        var outermost = new TreeSet<>(roots);
        outermost.removeIf(path -> roots.stream().anyMatch(root -> !path.equals(root) && path.startsWith(root)));
        var survey = new Survey(program, Depth.ALL, outermost, what);
        return what.revisions() && memory.isOfUse() ? survey.from(memory) : survey.anew();
    }

    @Override
    public List<Dataset> look(Collection<DatasetPath> datasets, Scan what) throws ZfsException, InterruptedException {
        var named = new TreeSet<>(datasets);
        named.remove(DatasetPath.ROOT);
        return new Survey(program, Depth.ALONE, named, what).anew();
    }
}
