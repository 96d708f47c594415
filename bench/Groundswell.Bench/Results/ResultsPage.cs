using System.Text;

namespace Groundswell.Bench.Results;

/// <summary>
/// The page of results. Sections that a run has measured take the place of those with the same title, and say when and how they were
/// measured; others stay as they are.
/// </summary>
internal sealed class ResultsPage
{
    private const string SectionMark = "\n## ";

    private readonly List<(string Title, string Text)> _sections = [];
    private string _head = "# Results\n\nWritten by runs of `bench/Groundswell.Bench` (how to run it: [README.md](README.md)); nothing in the tables is entered by hand. "
        + "Each figure is the median of the rounds with the range in brackets. Sides that are compared are measured in turns within one run, "
        + "by the same load generator on the same cores: read the ratios, not the absolute figures. A section says so where it was measured in a run of its own.\n";

    private ResultsPage()
    {
    }

    /// <summary>The page as an earlier run left it, or an empty one.</summary>
    public static ResultsPage Read(string? text)
    {
        var page = new ResultsPage();
        if (text?.Split(SectionMark) is [var head, .. var sections])
        {
            page._head = head;
            page._sections.AddRange(sections.Select(s => (s.Split('\n')[0], s.TrimEnd('\n'))));
        }

        return page;
    }

    /// <summary>Says of the whole page where and how it was measured.</summary>
    public void Describe(IReadOnlyList<string> machine, string command)
    {
        var lines = machine.Append($"Command: `eng/bench.sh {command}`").Select(line => $"- {line}\n");
        _head = $"{new ResultsPage()._head}\n{string.Concat(lines)}";
    }

    public void Put(Section section)
    {
        var text = section.ToMarkdown().TrimEnd('\n')["## ".Length..];
        var index = _sections.FindIndex(s => s.Title == section.Title);
        if (index < 0)
        {
            _sections.Add((section.Title, text));
        }
        else
        {
            _sections[index] = (section.Title, text);
        }
    }

    public string ToMarkdown()
    {
        var page = new StringBuilder(_head.TrimEnd('\n') + "\n");
        foreach (var (_, text) in _sections)
        {
            page.Append(SectionMark).Append(text).Append('\n');
        }

        return page.ToString();
    }
}
