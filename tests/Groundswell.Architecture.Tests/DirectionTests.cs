namespace Groundswell.Architecture.Tests;

/// <summary>Who may know whom, between projects and between the folders of one.</summary>
public sealed class DirectionTests
{
    /// <summary>What the edges of the server do for a person or a program outside; each talks to the engine, none to another.</summary>
    private static readonly string[] Edges = ["Api", "Ingest", "Live", "Pages", "Vantages"];

    public static TheoryData<string> Projects => ["Groundswell", "Groundswell.Cluster", "Groundswell.Server", "Groundswell.Cli"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_of_a_project_do_not_use_each_other_in_circles(string project)
    {
        var graph = new FolderGraph(project, Usage.Of(Product.TypesOf(Assembly(project))));

        Findings.None(graph.Folders.Select(graph.FindCycle).OfType<IReadOnlyList<string>>()
            .Select(cycle => $"A circle: {string.Join("; ", cycle)}."));
    }

    [Fact]
    public void Edges_of_the_server_do_not_use_each_other()
    {
        var graph = new FolderGraph("Groundswell.Server", Usage.Of(Product.TypesOf(Product.Server)));

        Findings.None(Edges.SelectMany(edge => graph.UsedBy(edge).Where(Edges.Contains).Select(other => $"{edge} uses {other}; put what both need into Serving or the engine.")));
        Assert.Contains("Serving", graph.UsedBy("Pages"));
    }

    [Fact]
    public void Only_hosting_knows_the_embedded_store_and_the_cluster() => Findings.None(Usage.Of(Product.TypesOf(Product.Server))
        .Where(u => Within(u.Used, "Groundswell.Server.Sqlite") || Within(u.Used, "Groundswell.Cluster") || Within(u.Used, "Orleans"))
        .Where(u => !Within(u.User, "OrleansCodeGen") && !Within(u.User, "Groundswell.Server.Hosting") && !Within(u.User, "Groundswell.Server.Sqlite"))
        .Select(u => $"{u}: pages, intake and replays take Groundswell.Storage; hosting puts the store behind it."));

    // The grain runtime writes a registration into every assembly that can see it: that is its type, not ours.
    [Fact]
    public void The_command_line_does_not_touch_the_store_or_the_cluster() => Findings.None(Usage.Of(Product.TypesOf(Product.Cli))
        .Where(u => !Within(u.User, "OrleansCodeGen"))
        .Where(u => Within(u.Used, "Groundswell.Server.Sqlite") || Within(u.Used, "Groundswell.Cluster") || Within(u.Used, "Orleans") || Within(u.Used, "Microsoft.Data"))
        .Select(u => $"{u}: a command asks hosting or replaying."));

    [Fact]
    public void A_project_references_only_those_below_it()
    {
        string[] below = ["Groundswell.Engine", "Groundswell.Cluster", "Groundswell.Server", "groundswell"];

        Findings.None(
            from assembly in Product.Assemblies
            let name = assembly.GetName().Name
            from used in assembly.GetReferencedAssemblies()
            where Array.IndexOf(below, used.Name) > Array.IndexOf(below, name)
            select $"{name} references {used.Name}.");
    }

    [Fact]
    public void The_cluster_knows_no_web_and_no_store() => Findings.None(Usage.Of(Product.TypesOf(Product.Cluster))
        .Where(u => Within(u.Used, "Microsoft.AspNetCore") || Within(u.Used, "Microsoft.Data") || Within(u.Used, "System.Net.Http"))
        .Select(u => $"{u}: grains take Groundswell.Storage."));

    private static System.Reflection.Assembly Assembly(string project) => project switch
    {
        "Groundswell" => Product.Engine,
        "Groundswell.Cluster" => Product.Cluster,
        "Groundswell.Server" => Product.Server,
        _ => Product.Cli,
    };

    private static bool Within(string type, string name) => type.StartsWith(name + ".", StringComparison.Ordinal);
}
