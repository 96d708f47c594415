using System.Text;

namespace Groundswell.Bench.Results;

/// <summary>The page that a run leaves behind.</summary>
internal sealed class ResultsPage(IReadOnlyList<string> machine, string command)
{
    private readonly List<Section> _sections = [];

    public void Add(Section section) => _sections.Add(section);

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("# Results\n\nWritten by a run of `bench/Groundswell.Bench` (how to run it: [README.md](README.md)); nothing in the tables is entered by hand. ");
        text.Append("Each figure is the median of the rounds with the range in brackets. Sides that are compared are measured in turns within one run, ");
        text.Append("by the same load generator on the same cores: read the ratios, not the absolute figures.\n\n");
        foreach (var line in machine)
        {
            text.Append("- ").Append(line).Append('\n');
        }

        text.Append("- Command: `eng/bench.sh ").Append(command).Append("`\n\n");
        text.AppendJoin('\n', _sections.Select(s => s.ToMarkdown()));
        return text.ToString();
    }
}
