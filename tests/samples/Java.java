// Parses the Java samples, and compiles those that are whole. Input and output: see python.py.

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.*;
import java.util.*;
import java.util.regex.*;
import javax.tools.*;

public class Java {
    public static void main(String[] arguments) throws Exception {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var folder = Path.of(arguments[0]);
        var output = Files.createTempDirectory("samples").toString();
        var lines = new Scanner(System.in);
        while (lines.hasNextLine()) {
            var entry = lines.nextLine().split("\t");
            if (!entry[1].equals("run")) continue;
            var code = Files.readString(folder.resolve(entry[3]));
            var name = Pattern.compile("public (?:final )?(?:class|record|interface|enum) (\\w+)").matcher(code);
            var file = URI.create("string:///" + (name.find() ? name.group(1) : "Sample") + ".java");
            var source = new SimpleJavaFileObject(file, JavaFileObject.Kind.SOURCE) {
                @Override public CharSequence getCharContent(boolean ignored) { return code; }
            };
            var found = new DiagnosticCollector<JavaFileObject>();
            var options = List.of("-proc:none", "-d", output);
            if (!compiler.getTask(new StringWriter(), null, found, options, null, List.of(source)).call()) {
                for (var it : found.getDiagnostics()) {
                    if (it.getKind() != Diagnostic.Kind.ERROR) continue;
                    var message = it.getMessage(Locale.ENGLISH).replaceAll("\\s+", " ");
                    System.out.println(entry[0] + "\t" + it.getLineNumber() + "\t" + message);
                    break;
                }
            }
        }
    }
}
