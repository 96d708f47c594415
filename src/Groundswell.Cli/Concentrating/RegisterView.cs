using System.Text;
using Groundswell.Concentration;
using static Groundswell.Cli.Concentrating.ConcentrationView;

namespace Groundswell.Cli.Concentrating;

/// <summary>A register of dependencies in the templates of DORA's register of information.</summary>
internal static class RegisterView
{
    public static ConcentrationView Of(IReadOnlyList<RegisterTable> register, string? folder)
    {
        var table = NewTable("Register of information", "template", "what", "#rows", "#columns", "#of them filled");
        foreach (var template in register)
        {
            var filled = Enumerable.Range(0, template.Columns.Count).Count(c => template.Rows.Any(r => r[c] is not null));
            AddRow(table, template.Template, template.Title, Number(template.Rows.Count), Number(template.Columns.Count), Number(filled));
        }

        return new ConcentrationView(
            new { Templates = register.Select(t => new { t.Template, t.Title, t.Columns, Rows = t.Rows.Select(r => t.Columns.Zip(r).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal)) }) },
            [table],
            [
                folder is null ? "--out DIR writes each template as CSV, --json prints them all." : $"{Number(register.Count)} files written to {folder}.",
                "Blank is what a catalogue cannot know: contracts, identification codes, assessments. Columns that begin with x_ are ours. Names are those of the catalogue; check them against the legal ones.",
            ]);
    }

    /// <exception cref="IOException">The folder cannot be made, or a file in it cannot be written.</exception>
    public static void Write(IReadOnlyList<RegisterTable> register, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var template in register)
        {
            var text = new StringBuilder();
            text.AppendJoin(',', template.Columns).Append("\r\n");
            foreach (var row in template.Rows)
            {
                text.AppendJoin(',', row.Select(Field)).Append("\r\n");
            }

            File.WriteAllText(Path.Combine(folder, $"{template.Template.ToLowerInvariant()}.csv"), text.ToString());
        }
    }

    /// <summary>RFC 4180; a text that a spreadsheet would take for a formula is kept from it.</summary>
    private static string Field(string? value)
    {
        var text = value ?? "";
        text = text.Length > 0 && "=+-@".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
