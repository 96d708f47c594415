using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Groundswell.Architecture.Tests;

/// <summary>Nothing flows backwards: a stage of the engine knows the ones before it only (docs/architecture.md).</summary>
public sealed class StageTests
{
    private static readonly string[] Stages = ["Catalogue", "Signals", "Counting", "Detection", "Attribution", "Incidents", "Learning", "Publication"];

    public static TheoryData<string, string> EarlierAndLater => [.. Stages.SelectMany((earlier, i) => Stages.Skip(i + 1).Select(later => (earlier, later)))];

    public static TheoryData<string> EachStage => [.. Stages];

    [Theory]
    [MemberData(nameof(EarlierAndLater))]
    public void A_stage_does_not_know_a_later_one(string earlier, string later) =>
        Types().That().Are(In(earlier)).Should().NotDependOnAny(In(later)).Because("nothing flows backwards").Check(Product.Types);

    [Theory]
    [MemberData(nameof(EachStage))]
    public void A_stage_does_not_know_how_it_is_kept(string stage) =>
        Types().That().Are(In(stage)).Should().NotDependOnAny(In("Storage")).Because("the shard and the node store what stages give").Check(Product.Types);

    [Theory]
    [MemberData(nameof(EachStage))]
    public void A_stage_does_not_know_scenarios(string stage) =>
        Types().That().Are(In(stage)).Should().NotDependOnAny(In("Scenarios")).Because("scenarios judge the product and are no part of it").Check(Product.Types);

    [Theory]
    [MemberData(nameof(EachStage))]
    public void A_stage_does_not_know_who_puts_stages_together(string stage) =>
        Types().That().Are(In(stage)).Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(@"^Groundswell$"))
            .Because("pipeline and shard call the stages, not the other way").Check(Product.Types);

    [Fact]
    public void Concentration_knows_the_catalogue_and_no_stage_after_it()
    {
        foreach (var stage in Stages.Skip(1).Append("Storage").Append("Scenarios"))
        {
            Types().That().Are(In("Concentration")).Should().NotDependOnAny(In(stage)).Because("what depends on what is no matter of the moment").Check(Product.Types);
            Types().That().Are(In(stage)).Should().NotDependOnAny(In("Concentration")).Because("no stage from report to page needs it").Check(Product.Types);
        }
    }

    [Fact]
    public void Every_folder_of_the_engine_is_a_stage_storage_or_scenarios()
    {
        var known = Stages.Append("Storage").Append("Scenarios").Append("Concentration").ToList();
        var folders = Directory.GetDirectories(Repository.File("src/Groundswell")).Select(f => Path.GetFileName(f)!);

        Findings.None(folders.Where(f => !known.Contains(f) && f is not ("bin" or "obj"))
            .Select(f => $"src/Groundswell/{f} has no place in the order of stages: give it one here and in docs/architecture.md."));
    }

    private static GivenTypesConjunction In(string folder) => Types().That().ResideInNamespaceMatching($@"^Groundswell\.{folder}(\.|$)");
}
