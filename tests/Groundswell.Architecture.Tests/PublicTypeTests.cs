namespace Groundswell.Architecture.Tests;

/// <summary>What other projects may build on. It grows on purpose, not by the way.</summary>
public sealed class PublicTypeTests
{
    private const string Approved = "eng/public-types.txt";

    [Fact]
    public void The_public_types_of_the_engine_are_the_approved_ones()
    {
        var approved = File.ReadAllLines(Repository.File(Approved)).Where(l => l.Length > 0).ToList();
        var found = Product.Engine.GetExportedTypes().Select(t => t.FullName!.Replace('+', '.')).Order(StringComparer.Ordinal).ToList();
        if (found.SequenceEqual(approved))
        {
            return;
        }

        var proposal = Path.Combine(AppContext.BaseDirectory, "public-types.found.txt");
        File.WriteAllText(proposal, string.Join('\n', found) + "\n");
        Assert.Fail(string.Join(Environment.NewLine, (string[])
        [
            "",
            "The public types of the engine are not the approved ones:",
            .. found.Except(approved).Select(t => $"  + {t} is public now; make it internal unless another project needs it"),
            .. approved.Except(found).Select(t => $"  - {t} is public no more"),
            "  (a list that is not in ordinal order differs as well)",
            "If that is meant, accept it and commit the list:",
            $"  cp {proposal} {Repository.File(Approved)}",
        ]));
    }
}
