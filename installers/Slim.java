import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.springframework.asm.AnnotationVisitor;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.ClassWriter;
import org.springframework.asm.Label;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;

/**
 * Writes the libraries of a service anew, for an image: {@code java -cp 'FROM/*' Slim.java FROM
 * LIBRARIES OURS}; ours apart, since they change with each build and have a layer of their own.
 *
 * <p>Left out is what a service never reads: the tables of local variables, which are for debuggers
 * and stand once more in the cache of classes (lines, parameters and generic types stay, so that
 * traces and reflection are as they were); classes compiled from Kotlin, where no library of
 * Kotlin's is and none of them is named to Spring; and the schemas of Spring Security's XML. Our
 * own jars keep their variables, for the messages of a null in our code; signed jars stay as they
 * are.
 */
final class Slim {
  /** The first of 2026, in the local time that a zip file means. */
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

  private final boolean kotlin;

  private Slim(boolean kotlin) {
    this.kotlin = kotlin;
  }

  public static void main(String[] arguments) throws IOException {
    Path from = Path.of(arguments[0]);
    Path to = Files.createDirectories(Path.of(arguments[1]));
    Path own = Files.createDirectories(Path.of(arguments[2]));
    try (var jars = Files.list(from)) {
      List<Path> found = jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
      var slim =
          new Slim(
              found.stream()
                  .anyMatch(jar -> jar.getFileName().toString().startsWith("kotlin-stdlib")));
      found.parallelStream()
          .forEach(jar -> {
            try {
              slim.write(jar, to, own);
            } catch (IOException e) {
              throw new UncheckedIOException(jar + " cannot be written anew", e);
            }
          });
    }
  }

  private void write(Path jar, Path libraries, Path own) throws IOException {
    try (var in = new ZipFile(jar.toFile())) {
      boolean ours = in.stream().anyMatch(entry -> entry.getName().startsWith("io/pilothouse/"));
      Path to = (ours ? own : libraries).resolve(jar.getFileName());
      if (in.stream().anyMatch(entry -> entry.getName().matches("META-INF/[^/]*\\.SF"))) {
        Files.copy(jar, to);
        return;
      }
      // Spring reads the classes that are named to it before it knows that they are of no use.
      boolean named = in.stream().anyMatch(entry -> entry.getName().startsWith("META-INF/spring/"));
      try (OutputStream file = Files.newOutputStream(to);
          var out = new ZipOutputStream(file)) {
        out.setLevel(Deflater.BEST_COMPRESSION);
        List<? extends ZipEntry> entries =
            in.stream()
                // A manifest is found only where it stands first.
                .sorted(
                    Comparator.comparing(
                            (ZipEntry entry) -> !entry.getName().equals("META-INF/MANIFEST.MF"))
                        .thenComparing(ZipEntry::getName))
                .toList();
        for (ZipEntry entry : entries) {
          byte[] content = in.getInputStream(entry).readAllBytes();
          if (!ours && entry.getName().endsWith(".class")) {
            var known = new ClassReader(content);
            if (!kotlin && !named && ofKotlin(known)) {
              continue;
            }
            content = withoutVariables(known);
          } else if (entry
              .getName()
              .matches("org/springframework/security/config/.*\\.(xsd|rnc)")) {
            continue;
          }
          var written = new ZipEntry(entry.getName());
          written.setTimeLocal(TIME);
          out.putNextEntry(written);
          out.write(content);
          out.closeEntry();
        }
      }
    }
  }

  private static boolean ofKotlin(ClassReader known) {
    var found = new boolean[1];
    known.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            found[0] |= descriptor.equals("Lkotlin/Metadata;");
            return null;
          }
        },
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return found[0];
  }

  /**
   * Written from nothing, so that the names of the variables go, too; frames stay what they were.
   */
  private static byte[] withoutVariables(ClassReader known) {
    var written = new ClassWriter(0);
    known.accept(
        new ClassVisitor(Opcodes.ASM9, written) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(
                Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
              @Override
              public void visitLocalVariable(
                  String variable, String type, String generic, Label from, Label to, int index) {
                // left out
              }
            };
          }
        },
        0);
    return written.toByteArray();
  }
}
