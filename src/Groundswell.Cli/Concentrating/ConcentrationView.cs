using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Groundswell.Cli.Concentrating;

/// <summary>One answer of <c>groundswell concentration</c>: a document for programs, tables and sentences for people.</summary>
/// <param name="Document">What is written as JSON. Numbers that are not known are null.</param>
/// <param name="Tables">What is shown, in order.</param>
/// <param name="Notes">Sentences below: the denominators above all.</param>
internal sealed record ConcentrationView(object Document, IReadOnlyList<Table> Tables, IReadOnlyList<string> Notes)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Table NewTable(string title, params ReadOnlySpan<string> columns)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(title)), Border = TableBorder.Minimal };
        foreach (var column in columns)
        {
            // A column whose name begins so holds numbers.
            var shown = new TableColumn(Markup.Escape(column.TrimStart('#')));
            table.AddColumn(column.StartsWith('#') ? shown.RightAligned() : shown);
        }

        return table;
    }

    public static void AddRow(Table table, params ReadOnlySpan<string> cells)
    {
        var row = new List<Text>();
        foreach (var cell in cells)
        {
            row.Add(new Text(cell));
        }

        table.AddRow(row);
    }

    public static string Number(double value, string format = "#,0") =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "–";

    public static string Percent(double share) => double.IsFinite(share) ? (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "–";

    public static double? Known(double value, int digits = 4) => double.IsFinite(value) ? Math.Round(value, digits) : null;

    public void Write(TextWriter output, bool asJson)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(Document, Web));
            return;
        }

        var console = ResultConsole.On(output);
        foreach (var table in Tables)
        {
            console.Write(table);
        }

        foreach (var note in Notes)
        {
            output.WriteLine(note);
        }
    }
}
