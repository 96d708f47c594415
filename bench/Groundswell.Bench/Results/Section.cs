using System.Text;

namespace Groundswell.Bench.Results;

/// <summary>A heading, what was done, a table, and what it means.</summary>
internal sealed class Section(string title, string what, params string[] columns)
{
    private readonly List<string[]> _rows = [];
    private readonly List<string> _notes = [];

    public string Title => title;

    public void Row(params string[] cells) => _rows.Add(cells);

    public void Note(string note) => _notes.Add(note);

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("## ").Append(title).Append("\n\n").Append(what).Append("\n\n");
        if (_rows.Count > 0)
        {
            text.Append("| ").AppendJoin(" | ", columns).Append(" |\n|---|").Insert(text.Length, "---:|", columns.Length - 1).Append('\n');
            foreach (var row in _rows)
            {
                text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
            }

            text.Append('\n');
        }

        foreach (var note in _notes)
        {
            text.Append("- ").Append(note).Append('\n');
        }

        return text.ToString();
    }
}
