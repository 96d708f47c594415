using System.Text;

namespace Groundswell.Cli.CallGraphs;

/// <summary>Rows of a comma-separated file (RFC 4180, without line breaks in cells), each as wide as the first.</summary>
internal sealed class Table
{
    private const long MostBytes = 256L << 20;
    private const int MostColumns = 100_000;
    private const int MostShown = 40;

    private Table(string path, List<string[]> rows) => (Path, Rows) = (path, rows);

    public string Path { get; }

    /// <summary>Row <c>i</c> is line <c>i + 1</c> of the file.</summary>
    public IReadOnlyList<string[]> Rows { get; }

    /// <exception cref="MetricsFault">It is no such file, or too large.</exception>
    public static Table Read(string path, CancellationToken cancellationToken)
    {
        if (new FileInfo(path).Length > MostBytes)
        {
            throw new MetricsFault(path, $"is larger than {MostBytes >> 20} MiB.");
        }

        var rows = new List<string[]>();
        var blank = 0;
        foreach (var line in File.ReadLines(path, Encoding.UTF8))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (line.Length == 0)
            {
                // Only at the end: a blank line in between would be a row of the wrong width.
                blank++;
                continue;
            }

            if (blank > 0)
            {
                throw new MetricsFault(path, rows.Count + 1, 1, "the line is empty.");
            }

            rows.Add(Split(path, line, rows.Count + 1));
            if (rows[^1].Length != rows[0].Length)
            {
                throw new MetricsFault(path, rows.Count, Math.Min(rows[^1].Length, rows[0].Length) + 1, $"the line has {rows[^1].Length} columns; the first has {rows[0].Length}.");
            }
        }

        return rows.Count > 0 ? new Table(path, rows) : throw new MetricsFault(path, "is empty.");
    }

    public MetricsFault Fault(int row, int column, string reason) => new(Path, row + 1, column + 1, reason);

    /// <summary>A cell as it may stand in a message: short, and without characters that a terminal would obey.</summary>
    public static string Shown(string cell)
    {
        var shown = new string([.. cell.Take(MostShown).Select(c => char.IsControl(c) ? '\ufffd' : c)]);
        return cell.Length > MostShown ? $"'{shown}…'" : $"'{shown}'";
    }

    private static string[] Split(string path, string line, int number)
    {
        var cells = new List<string>();
        var at = 0;
        while (at <= line.Length)
        {
            cells.Add(at < line.Length && line[at] == '"' ? Quoted(path, line, number, cells.Count + 1, ref at) : Plain(line, ref at));
            if (cells.Count > MostColumns)
            {
                throw new MetricsFault(path, number, cells.Count, $"more than {MostColumns} columns.");
            }
        }

        return [.. cells];
    }

    private static string Plain(string line, ref int at)
    {
        var end = line.IndexOf(',', at);
        end = end < 0 ? line.Length : end;
        var cell = line[at..end];
        at = end + 1;
        return cell;
    }

    private static string Quoted(string path, string line, int number, int column, ref int at)
    {
        var cell = new StringBuilder();
        for (var i = at + 1; i < line.Length; i++)
        {
            if (line[i] != '"')
            {
                cell.Append(line[i]);
            }
            else if (i + 1 < line.Length && line[i + 1] == '"')
            {
                cell.Append('"');
                i++;
            }
            else if (i + 1 == line.Length || line[i + 1] == ',')
            {
                at = i + 2;
                return cell.ToString();
            }
            else
            {
                throw new MetricsFault(path, number, column, "text follows a closing quote.");
            }
        }

        throw new MetricsFault(path, number, column, "a quote is opened and not closed.");
    }
}
