namespace Groundswell.Catalogue.Reading;

/// <summary>A piece of a YAML file that knows where it stands.</summary>
internal abstract class YamlValue
{
    private YamlValue(int line, int column)
    {
        Line = line;
        Column = column;
    }

    /// <summary>Counted from 1.</summary>
    public int Line { get; }

    /// <summary>Counted from 1.</summary>
    public int Column { get; }

    /// <summary>Every scalar is a text: <c>NO</c> is Norway here, not false.</summary>
    public sealed class Text(int line, int column, string value) : YamlValue(line, column)
    {
        public string Value { get; } = value;
    }

    public sealed class List(int line, int column, IReadOnlyList<YamlValue> items) : YamlValue(line, column)
    {
        public IReadOnlyList<YamlValue> Items { get; } = items;
    }

    public sealed class Map(int line, int column, IReadOnlyList<KeyValuePair<Text, YamlValue>> entries) : YamlValue(line, column)
    {
        public IReadOnlyList<KeyValuePair<Text, YamlValue>> Entries { get; } = entries;
    }
}
