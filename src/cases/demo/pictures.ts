import sharp from 'sharp';

/** Drawn stand-ins for photos: a street, with or without what is wrong in it. */

export type Scene = 'rubbish' | 'stalls' | 'lamp' | 'stairs' | 'cars' | 'manhole';

const wrong: Readonly<Record<Scene, string>> = {
  rubbish:
    '<ellipse cx="420" cy="470" rx="150" ry="60" fill="#6b5a3c"/><rect x="330" y="390" width="70" height="80" fill="#8a6d3f"/><rect x="430" y="370" width="90" height="90" fill="#4f6b4a"/><circle cx="390" cy="380" r="34" fill="#5a5550"/>',
  stalls:
    '<rect x="180" y="330" width="180" height="120" fill="#6f8a5e"/><polygon points="160,330 380,330 350,270 190,270" fill="#a0524a"/><rect x="430" y="330" width="180" height="120" fill="#6f8a5e"/><polygon points="410,330 630,330 600,270 440,270" fill="#b87a3a"/>',
  lamp: '<rect x="0" y="0" width="800" height="600" fill="#101522" opacity="0.72"/>',
  stairs:
    '<rect x="260" y="300" width="120" height="170" fill="#94713f"/><rect x="400" y="360" width="110" height="110" fill="#7f6236"/><circle cx="580" cy="430" r="46" fill="none" stroke="#333" stroke-width="10"/>',
  cars: '<rect x="200" y="380" width="210" height="80" rx="20" fill="#54708f"/><circle cx="250" cy="462" r="24" fill="#222"/><circle cx="362" cy="462" r="24" fill="#222"/><rect x="450" y="390" width="210" height="76" rx="20" fill="#8c8c8c"/><circle cx="500" cy="468" r="24" fill="#222"/><circle cx="612" cy="468" r="24" fill="#222"/>',
  manhole:
    '<ellipse cx="400" cy="470" rx="90" ry="36" fill="#222"/><ellipse cx="470" cy="440" rx="90" ry="34" fill="#777" stroke="#444" stroke-width="6"/>',
};

/** `seed` moves the houses, so that no two pictures are alike. */
export async function aScene(scene: Scene, after: boolean, seed: number): Promise<Buffer> {
  const shift = (seed * 37) % 160;
  const street = `<rect width="800" height="600" fill="#cfd6dc"/><rect x="${40 + shift}" y="140" width="220" height="200" fill="#b9ab92"/><rect x="${420 + shift / 2}" y="110" width="280" height="230" fill="#c8b99c"/>
    <rect y="340" width="800" height="260" fill="#a7a49d"/><rect y="500" width="800" height="10" fill="#ded9cc"/><rect x="${60 + shift}" y="180" width="40" height="50" fill="#7c8a96"/><rect x="${150 + shift}" y="180" width="40" height="50" fill="#7c8a96"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600">${street}${after ? '' : wrong[scene]}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 78 }).toBuffer();
}
