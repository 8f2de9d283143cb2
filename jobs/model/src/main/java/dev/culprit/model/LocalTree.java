package dev.culprit.model;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What lies below a local folder. Each folder is entered once, however many links lead to it: links can make circles, and from a
 * few dozen folders more paths than anyone can walk. Only regular files can be read to an end: who opens a pipe waits for ever.
 */
public final class LocalTree {
    private final Visitor visitor;
    private final Set<Path> entered = new HashSet<>();
    /** Folders that links lead to: entered last, so that a folder is found where it lies, if it lies below. */
    private final Deque<Path> links = new ArrayDeque<>();

    private LocalTree(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Takes what is found. */
    public interface Visitor {
        /** Whether what has this path is wanted, folder or file. */
        boolean wants(Path path);

        /** A regular file, or a link to one. */
        void file(Path path, BasicFileAttributes attributes) throws IOException;

        /** What cannot be read, or was found already. */
        void left(Path path, String reason);
    }

    /**
     * Walks through all below a folder, in the order of names.
     *
     * @throws IOException where the folder itself cannot be listed
     */
    public static void walk(Path folder, Visitor visitor) throws IOException {
        LocalTree tree = new LocalTree(visitor);
        List<Path> first = children(folder);
        tree.entered.add(folder.toRealPath());
        tree.visit(first);
        while (!tree.links.isEmpty()) {
            Path link = tree.links.remove();
            try {
                if (tree.entered.add(link.toRealPath())) {
                    tree.visit(children(link));
                } else {
                    visitor.left(link, "links to a folder that is read already");
                }
            } catch (IOException failure) {
                visitor.left(link, reason(failure));
            }
        }
    }

    /** Not by recursion: folders may be nested deeper than a stack is. */
    private void visit(List<Path> first) throws IOException {
        Deque<Path> open = new ArrayDeque<>(first);
        while (!open.isEmpty()) {
            Path path = open.remove();
            if (!visitor.wants(path)) {
                continue;
            }
            try {
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                if (attributes.isRegularFile()) {
                    visitor.file(path, attributes);
                } else if (!attributes.isDirectory()) {
                    visitor.left(path, "is no file: a socket, a pipe or a device");
                } else if (Files.isSymbolicLink(path)) {
                    links.add(path);
                } else {
                    Path real = path.toRealPath();
                    List<Path> children = entered.add(real) ? children(path) : new ArrayList<>();
                    Collections.reverse(children);
                    children.forEach(open::addFirst);
                }
            } catch (NoSuchFileException vanished) {
                visitor.left(path, "is gone, or a link to nothing");
            } catch (IOException failure) {
                visitor.left(path, reason(failure));
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> listed = Files.newDirectoryStream(folder)) {
            listed.forEach(children::add);
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        Collections.sort(children);
        return children;
    }

    private static String reason(IOException failure) {
        if (failure instanceof FileSystemLoopException
                || String.valueOf(failure.getMessage()).contains("Too many levels")) {
            return "links in a circle";
        }
        return failure instanceof AccessDeniedException
                ? "may not be read by " + System.getProperty("user.name") + ": give the right to it"
                : "cannot be read: " + failure.getClass().getSimpleName();
    }
}
