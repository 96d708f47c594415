using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Groundswell.Architecture.Tests;

/// <summary>The product's assemblies, and what every type of them uses.</summary>
internal static class Product
{
    public static readonly System.Reflection.Assembly Engine = typeof(Pipeline).Assembly;
    public static readonly System.Reflection.Assembly Cluster = typeof(Groundswell.Cluster.SiloSetup).Assembly;
    public static readonly System.Reflection.Assembly Server = typeof(Groundswell.Server.Hosting.NodeHost).Assembly;
    public static readonly System.Reflection.Assembly Cli = System.Reflection.Assembly.Load(new AssemblyName("groundswell"));

    public static readonly ArchUnitNET.Domain.Architecture Types = new ArchLoader().LoadAssemblies(Engine, Cluster, Server, Cli).Build();

    public static IReadOnlyList<System.Reflection.Assembly> Assemblies { get; } = [Engine, Cluster, Server, Cli];

    public static IEnumerable<IType> TypesOf(System.Reflection.Assembly assembly) =>
        Types.Types.Where(t => t.Assembly.Name == assembly.GetName().Name || t.Assembly.Name == assembly.FullName);
}
