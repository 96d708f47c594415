using System.Text;
using Groundswell.Cli.Detecting;

namespace Groundswell.Cli.Concentrating;

/// <summary>Reads <c>entity,supplier,layer,critical</c>: the columns in any order, told by the header; fields may be quoted (RFC 4180, without line breaks in them).</summary>
internal sealed class SupplyCsv(string file, SupplyTables used, SupplyTables critical, SupplyFaults faults)
{
    private const int MaximumLine = 64 * 1024;
    private const int MaximumName = 1_000;
    private static readonly string[] Columns = ["entity", "supplier", "layer", "critical"];

    private readonly List<(string Text, int Column)> _fields = [];
    private int[]? _places;
    private long _line;

    public void Read(TextReader input, CancellationToken cancellationToken)
    {
        var lines = new LineReader(input, MaximumLine);
        while (lines.TryRead(out var line))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _line = lines.Number;
            if (line.IsWhiteSpace() || !Split(line))
            {
                continue;
            }

            if (_places is not null)
            {
                ReadRow(_places);
            }
            else if (!ReadHeader())
            {
                return;
            }
        }

        if (_places is null)
        {
            faults.Add(file, 1, 1, "header", $"is missing; it must name the columns {string.Join(", ", Columns)}.");
        }
    }

    private bool ReadHeader()
    {
        var names = _fields.Select(f => f.Text.Trim().TrimStart('\uFEFF').ToLowerInvariant()).ToList();
        foreach (var (name, column) in names.Select((n, i) => (n, _fields[i].Column)))
        {
            if (!Columns.Contains(name))
            {
                faults.Add(file, _line, column, "header", $"'{SupplyFaults.Excerpt(name)}' is none of {string.Join(", ", Columns)}.");
            }
            else if (names.Count(n => n == name) > 1)
            {
                faults.Add(file, _line, column, "header", $"names {name} twice.");
            }
        }

        foreach (var missing in Columns.Where(c => !names.Contains(c)))
        {
            faults.Add(file, _line, 1, "header", $"does not name the column {missing}.");
        }

        _places = [.. Columns.Select(c => names.IndexOf(c))];
        return faults.Count == 0;
    }

    private void ReadRow(int[] places)
    {
        if (_fields.Count != Columns.Length)
        {
            faults.Add(file, _line, 1, "row", $"has {_fields.Count} fields; the header names {Columns.Length}.");
            return;
        }

        var entity = Name(places[0], 0);
        var supplier = Name(places[1], 1);
        var layer = Name(places[2], 2);
        var isCritical = Flag(places[3]);
        if (entity is null || supplier is null || layer is null || isCritical is null)
        {
            return;
        }

        if (used.Entities >= SupplyTables.MostNames)
        {
            faults.Add(file, _line, _fields[places[0]].Column, Columns[0], $"is one of more than {SupplyTables.MostNames} entities.");
            return;
        }

        used.Supplier(layer, supplier).Add(used.Entity(entity));
        var list = critical.Supplier(layer, supplier);
        if (isCritical == true)
        {
            list.Add(critical.Entity(entity));
        }
    }

    private string? Name(int place, int column)
    {
        var text = _fields[place].Text.Trim();
        if (text.Length is > 0 and <= MaximumName && !text.Any(char.IsControl))
        {
            return text;
        }

        faults.Add(file, _line, _fields[place].Column, Columns[column], text.Length == 0
            ? "is empty."
            : $"'{SupplyFaults.Excerpt(text)}' is not a name of up to {MaximumName} characters without control characters.");
        return null;
    }

    private bool? Flag(int place)
    {
        var text = _fields[place].Text.Trim();
        bool? flag = text.ToLowerInvariant() switch
        {
            "true" or "yes" or "1" => true,
            "false" or "no" or "0" => false,
            _ => null,
        };
        if (flag is null)
        {
            faults.Add(file, _line, _fields[place].Column, Columns[3], $"'{SupplyFaults.Excerpt(text)}' must be true or false (or yes, no, 1, 0).");
        }

        return flag;
    }

    private bool Split(ReadOnlySpan<char> line)
    {
        _fields.Clear();
        var text = new StringBuilder();
        var (start, quoted, opened) = (0, false, 0);
        for (var i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || (line[i] == ',' && !quoted))
            {
                _fields.Add((text.ToString(), start + 1));
                text.Clear();
                start = i + 1;
            }
            else if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                text.Append(line[i++]);
            }
            else if (line[i] == '"')
            {
                opened = quoted ? opened : i;
                quoted = !quoted;
            }
            else
            {
                text.Append(line[i]);
            }
        }

        if (quoted)
        {
            faults.Add(file, _line, opened + 1, "row", "opens a quote and does not close it.");
        }

        return !quoted;
    }
}
