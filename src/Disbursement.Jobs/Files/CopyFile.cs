using System.Buffers;
using System.Security.Cryptography;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Files;

/// <summary>What was copied.</summary>
/// <param name="Sha256">Of the bytes, lower-case hexadecimal.</param>
/// <param name="Bytes">How many they are.</param>
internal readonly record struct CopiedFile(string Sha256, long Bytes);

/// <summary>Copies a file that somebody handed in to a place of our own. Whatever the source does, the copy ends.</summary>
internal static class CopyFile
{
    private const int ChunkSize = 1 << 20;

    private static readonly FileRemark OtherName = new(
        "has a name that is neither UTF-8 nor GB18030: rename the file", "文件名既不是UTF-8也不是GB18030编码：请重命名该文件");

    /// <param name="from">The file, which must be a plain one.</param>
    /// <param name="to">A new file that only we can read.</param>
    /// <param name="most">The most bytes that are taken.</param>
    /// <param name="watch">Sees every chunk as it goes by; may be null.</param>
    /// <param name="stop">Stops the copy.</param>
    /// <exception cref="UnreadableFileException">The source is no plain file, too large, or cannot be read.</exception>
    public static CopiedFile Run(string from, string to, long most, Action<ReadOnlyMemory<byte>>? watch, CancellationToken stop)
    {
        if (RegularFile.WhyNot(from) is { } reason)
            throw new UnreadableFileException(reason);

        using FileStream source = Open(from);
        return Run(source, to, most, watch, stop);
    }

    /// <param name="source">What is copied, to its end.</param>
    /// <param name="to">A new file that only we can read.</param>
    /// <param name="most">The most bytes that are taken.</param>
    /// <param name="watch">Sees every chunk as it goes by; may be null.</param>
    /// <param name="stop">Stops the copy.</param>
    /// <param name="patience">How long a read may bring nothing; as <see cref="FileLimits.WithoutProgress"/> has it unless said.</param>
    /// <exception cref="UnreadableFileException">The source is too large, or cannot be read.</exception>
    public static CopiedFile Run(Stream source, string to, long most, Action<ReadOnlyMemory<byte>>? watch, CancellationToken stop,
        TimeSpan? patience = null)
    {
        TimeSpan within = patience ?? FileLimits.WithoutProgress;
        using FileStream target = PrivateFile.Create(to);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        long bytes = 0;
        for (int read = Read(source, buffer, within, stop); read > 0; read = Read(source, buffer, within, stop))
        {
            bytes += read;
            if (bytes > most)
                throw new UnreadableFileException(new FileRemark($"is over {most >> 20} MiB, the most that is read: "
                    + "split it into several files", $"超过{most >> 20} MiB的上限：请拆分为多个文件"));

            hash.AppendData(buffer, 0, read);
            watch?.Invoke(buffer.AsMemory(0, read));
            target.Write(buffer, 0, read);
        }

        // After a failure the buffer is left to the collector: a read that hangs may still write into it.
        ArrayPool<byte>.Shared.Return(buffer);
        return new CopiedFile(Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }

    /// <summary>Only what the source does is its own fault: an error of the target, such as a full disk, goes on as it is.</summary>
    private static FileStream Open(string path)
    {
        try
        {
            using LyingFile lying = LyingFile.At(path);
            return new FileStream(lying.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableFileException(
                path.Contains(NameBytes.NotUtf8, StringComparison.Ordinal) ? OtherName : CannotBeOpened(exception));
        }
    }

    private static int Read(Stream source, byte[] buffer, TimeSpan within, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        try
        {
            ValueTask<int> read = source.ReadAsync(buffer, stop);
            return read.IsCompletedSuccessfully
                ? read.Result
                : read.AsTask().WaitAsync(within, stop).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            int seconds = (int)within.TotalSeconds;
            throw new UnreadableFileException(new FileRemark(
                $"brought nothing for {seconds} seconds: copy it to this machine and try again", $"{seconds}秒内未读到任何内容：请复制到本机后重试"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableFileException(CannotBeOpened(exception));
        }
    }

    private static FileRemark CannotBeOpened(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => new FileRemark("cannot be opened: there is no such file", "无法打开：文件不存在"),
        UnauthorizedAccessException => new FileRemark("cannot be opened: this user may not read it", "无法打开：当前用户无权读取"),
        _ => new FileRemark($"cannot be opened or read ({exception.GetType().Name}): close it in other programs, or copy it again",
            $"无法打开或读取（{exception.GetType().Name}）：请在其他程序中关闭该文件，或重新复制"),
    };
}
