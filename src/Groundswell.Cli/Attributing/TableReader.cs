using System.Globalization;
using System.IO.Compression;
using System.Text;
using Groundswell.Cli.Detecting;

namespace Groundswell.Cli.Attributing;

/// <summary>Reads a CSV table row by row, its columns by name; plain, or packed with gzip under its name and <c>.gz</c>. Fields are not quoted.</summary>
internal sealed class TableReader : IDisposable
{
    private const int MaximumExcerpt = 40;

    private readonly Stream _source;
    private readonly StreamReader _text;
    private readonly LineReader _lines;
    private readonly int[] _columns; // by asked column: its place in the file
    private readonly string[] _names;
    private readonly Range[] _fields;
    private char[] _line = [];
    private int _length;

    /// <param name="folder">Where the table is.</param>
    /// <param name="name">Its file, without <c>.gz</c>.</param>
    /// <param name="columns">Columns that are read; there may be others.</param>
    /// <exception cref="TableException">It is not there, is empty, or lacks a column.</exception>
    public TableReader(string folder, string name, params string[] columns)
    {
        var path = Path.Combine(folder, name);
        File = System.IO.File.Exists(path) ? path : path + ".gz";
        if (!System.IO.File.Exists(File))
        {
            throw new TableException(path, 1, 1, "there is no such file, nor one packed as .gz.");
        }

        _source = new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
        Stream plain = File == path ? _source : new GZipStream(_source, CompressionMode.Decompress);
        _text = new StreamReader(plain, Encoding.UTF8, true, 1 << 16);
        _lines = new LineReader(_text);
        _names = columns;
        _columns = new int[columns.Length];
        _fields = [];
        try
        {
            _fields = new Range[ReadHeader() + 1];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string File { get; }

    public long Line => _lines.Number;

    /// <summary>Bytes of the file that were read, and how many there are.</summary>
    public (long Done, long Whole) Progress => (_source.Position, _source.Length);

    /// <summary>The next row; empty lines are passed over.</summary>
    public bool TryRead()
    {
        while (TryReadLine(out var line))
        {
            if (line.IsEmpty)
            {
                continue;
            }

            var count = line.Split(_fields, ',');
            if (count != _fields.Length - 1)
            {
                throw new TableException(File, Line, 1, $"there are {(count < _fields.Length ? count : $"more than {_fields.Length - 1}")} fields; the header has {_fields.Length - 1}.");
            }

            if (_line.Length < line.Length)
            {
                _line = new char[line.Length * 2];
            }

            line.CopyTo(_line);
            _length = line.Length;
            return true;
        }

        return false;
    }

    public ReadOnlySpan<char> Text(int column) => _line.AsSpan(0, _length)[_fields[_columns[column]]];

    /// <summary>A whole number within bounds.</summary>
    public int Integer(int column, int least, int most) =>
        int.TryParse(Text(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw Fault(column, $"'{Excerpt(column)}' is not a whole number from {least} to {most}.");

    /// <summary>A number within bounds.</summary>
    public double Number(int column, double least, double most) =>
        double.TryParse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw Fault(column, string.Create(CultureInfo.InvariantCulture, $"'{Excerpt(column)}' is not a number from {least} to {most}."));

    public TableException Fault(int column, string reason) =>
        new(File, Line, _fields[_columns[column]].Start.Value + 1, $"{_names[column]}: {reason}");

    /// <summary>What a field holds, for a message: not all of a long one, and nothing that a terminal would obey.</summary>
    public string Excerpt(int column) => Excerpt(Text(column));

    /// <inheritdoc cref="Excerpt(int)"/>
    public static string Excerpt(ReadOnlySpan<char> text) =>
        string.Concat((text.Length <= MaximumExcerpt ? text.ToString() : $"{text[..MaximumExcerpt]}…").Select(c => char.IsControl(c) ? '\uFFFD' : c));

    public void Dispose()
    {
        _text.Dispose();
        _source.Dispose();
    }

    private int ReadHeader()
    {
        if (!TryReadLine(out var line))
        {
            throw new TableException(File, 1, 1, $"it is empty; the header must name {string.Join(", ", _names)}.");
        }

        var header = line.TrimStart('\uFEFF').ToString().Split(',');
        for (var i = 0; i < _names.Length; i++)
        {
            _columns[i] = Array.IndexOf(header, _names[i]);
            if (_columns[i] < 0)
            {
                throw new TableException(File, 1, 1, $"the header has no column '{_names[i]}'.");
            }
        }

        return header.Length;
    }

    private bool TryReadLine(out ReadOnlySpan<char> line)
    {
        try
        {
            return _lines.TryRead(out line);
        }
        catch (InputException)
        {
            throw new TableException(File, Line, 1, "the line is longer than a row can be.");
        }
        catch (InvalidDataException exception)
        {
            throw new TableException(File, Line, 1, $"its gzip packing is damaged or cut off ({exception.Message})");
        }
    }
}
