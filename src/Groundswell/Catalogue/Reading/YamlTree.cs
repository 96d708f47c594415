using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Groundswell.Catalogue.Reading;

/// <summary>
/// Turns the events of one YAML document into values with positions. Anchors, aliases, merge keys and tags are refused: without
/// them a file cannot grow when read, and every value stands where it is written.
/// </summary>
internal sealed class YamlTree
{
    private readonly Parser _parser;
    private readonly string _file;
    private readonly CatalogueErrors _errors;
    private int _values;

    private YamlTree(CatalogueFile file, CatalogueErrors errors)
    {
        _parser = new Parser(new StringReader(file.Text));
        _file = file.Path;
        _errors = errors;
    }

    /// <returns>The document, or null if it is empty or was refused; the reason for a refusal is then among the errors.</returns>
    public static YamlValue? Read(CatalogueFile file, CatalogueErrors errors)
    {
        if (file.Text.Length > CatalogueLimits.FileLength)
        {
            var length = file.Text.Length;
            errors.AddUnreadable(file.Path, 0, 0, $"is {length} characters long; at most {CatalogueLimits.FileLength} are allowed.");
            return null;
        }

        try
        {
            return new YamlTree(file, errors).ReadDocument();
        }
        catch (YamlException refusal)
        {
            var (line, column) = YamlTabs.Find(file.Text, refusal.Message, (int)refusal.Start.Line) ?? ((int)refusal.Start.Line, (int)refusal.Start.Column);
            errors.AddUnreadable(file.Path, line, column, $"is not YAML that can be read here: {refusal.Message}");
            return null;
        }
    }

    private YamlValue? ReadDocument()
    {
        Next();
        Next();
        if (_parser.Current is StreamEnd)
        {
            return null;
        }

        Next();
        var root = ReadValue(0);
        Next();
        Next();
        return _parser.Current is StreamEnd ? root : throw Refusal("a second document begins here; one file holds one document.");
    }

    private YamlValue ReadValue(int depth)
    {
        if (++_values > CatalogueLimits.ValuesPerFile)
        {
            throw Refusal($"more than {CatalogueLimits.ValuesPerFile} values; split the file.");
        }

        if (depth > CatalogueLimits.Depth)
        {
            throw Refusal($"nested more than {CatalogueLimits.Depth} deep.");
        }

        if (_parser.Current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
        {
            throw Refusal("anchors (&) and aliases (*) are not allowed; write the value out, or share evidence under 'evidence'.");
        }

        if (_parser.Current is NodeEvent { Tag.IsEmpty: false })
        {
            throw Refusal("tags (!) are not allowed.");
        }

        return _parser.Current switch
        {
            Scalar scalar => ReadText(scalar),
            SequenceStart start => ReadList(start, depth),
            MappingStart start => ReadMap(start, depth),
            _ => throw Refusal("a value is missing."),
        };
    }

    private static YamlValue.Text ReadText(Scalar scalar)
    {
        if (scalar.Value.Length > CatalogueLimits.TextLength)
        {
            throw new YamlException(scalar.Start, scalar.End, $"a text of more than {CatalogueLimits.TextLength} characters.");
        }

        return new YamlValue.Text((int)scalar.Start.Line, (int)scalar.Start.Column, scalar.Value);
    }

    private YamlValue.List ReadList(SequenceStart start, int depth)
    {
        var items = new List<YamlValue>();
        Next();
        while (_parser.Current is not SequenceEnd)
        {
            items.Add(ReadValue(depth + 1));
            Next();
        }

        return new YamlValue.List((int)start.Start.Line, (int)start.Start.Column, items);
    }

    private YamlValue.Map ReadMap(MappingStart start, int depth)
    {
        var entries = new List<KeyValuePair<YamlValue.Text, YamlValue>>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        Next();
        while (_parser.Current is not MappingEnd)
        {
            var key = ReadValue(depth + 1) as YamlValue.Text ?? throw Refusal("a key must be a plain text.");
            Next();
            var value = ReadValue(depth + 1);
            Next();
            if (seen.TryAdd(key.Value, key.Line))
            {
                entries.Add(new(key, value));
            }
            else
            {
                _errors.Add(new Located(_file, key.Value, key), $"is written twice here; the first is in line {seen[key.Value]}.");
            }
        }

        return new YamlValue.Map((int)start.Start.Line, (int)start.Start.Column, entries);
    }

    private void Next()
    {
        bool moved;
        try
        {
            moved = _parser.MoveNext();
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // The scanner of YamlDotNet 18.1 throws these on some malformed texts, such as a lone '`[' in a flow list.
            throw Refusal($"the text after this cannot be parsed ({fault.GetType().Name}).");
        }

        if (!moved)
        {
            throw Refusal("the file ends too early.");
        }
    }

    private YamlException Refusal(string reason)
    {
        var at = _parser.Current;
        return at is null ? new YamlException(reason) : new YamlException(at.Start, at.End, reason);
    }
}
