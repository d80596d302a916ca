import sharp from 'sharp';

/** A JPEG as a camera gives it: no two numbers look alike. */
export async function photo(name: string, seed: number): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const at = (step: number, below: number) => (seed * step) % below;
  const boxes = Array.from(
    { length: 6 },
    (_, n) =>
      `<rect x="${at(97 + n * 53, 620)}" y="${at(61 + n * 37, 460)}" width="${120 + n * 12}" height="${90 + n * 9}" fill="hsl(${at(71 * (n + 1), 360)} 40% ${30 + n * 9}%)"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect width="800" height="600" fill="#cfd6dc"/>${boxes.join('')}</svg>`;
  return {
    name,
    mimeType: 'image/jpeg',
    buffer: await sharp(Buffer.from(svg)).jpeg({ quality: 80 }).withMetadata({ orientation: 1 }).toBuffer(),
  };
}
